'use client';
import { FailedPage } from '@/components/ui/failed-page';

/** One page failed; the frame with the rooms stays. */
export default FailedPage;
