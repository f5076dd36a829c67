export { TourButton } from './button.tsx'
export { Tour } from './tour.tsx'
