import { MissingPage } from '@/components/ui/missing-page';

/** One page is not there; the frame with the rooms stays. */
export default MissingPage;
